/** Cuts a text stream into the data of its events (WHATWG "server-sent events"); comments and other fields are skipped. */
export function createEventReader(): { push(chunk: string): string[] } {
  let rest = '';
  let data: string[] = [];
  return {
    push(chunk) {
      const complete: string[] = [];
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) complete.push(data.join('\n'));
          data = [];
        } else if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      }
      return complete;
    },
  };
}
