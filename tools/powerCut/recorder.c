/*
 * Write recorder, loaded with LD_PRELOAD: notes every change to files below RECORD_ROOT, every flush, and every line that
 * goes to standard output, in one order. The replayer builds from it what a disk may hold when the power goes.
 *
 * One record: kind u8 · path length u16 · path · offset u64 · data length u32 · data, little-endian.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { KIND_WRITE = 1, KIND_TRUNCATE = 2, KIND_SYNC = 3, KIND_RENAME = 4, KIND_UNLINK = 5, KIND_SAID = 6 };

static int trace_fd = -2;
static const char *root;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void begin(void) {
  if (trace_fd != -2) return;
  root = getenv("RECORD_ROOT");
  const char *trace = getenv("RECORD_TRACE");
  trace_fd = root && trace ? (int)syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

static void put(const void *data, size_t size) {
  const char *at = data;
  while (size > 0) {
    long done = syscall(SYS_write, trace_fd, at, size);
    if (done <= 0) abort();
    at += done;
    size -= (size_t)done;
  }
}

static void record(uint8_t kind, const char *path, uint64_t offset, const void *data, uint32_t size) {
  uint16_t length = (uint16_t)strlen(path);
  char head[15 + PATH_MAX];
  size_t at = 0;
  head[at++] = (char)kind;
  memcpy(head + at, &length, 2), at += 2;
  memcpy(head + at, path, length), at += length;
  memcpy(head + at, &offset, 8), at += 8;
  memcpy(head + at, &size, 4), at += 4;
  pthread_mutex_lock(&lock);
  put(head, at);
  if (size > 0) put(data, size);
  pthread_mutex_unlock(&lock);
}

static int path_of(int fd, char *path) {
  char link[40];
  begin();
  if (trace_fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strncmp(path, root, strlen(root)) == 0;
}

#define REAL(name) \
  static __typeof__(name) *real_##name; \
  if (!real_##name) real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  REAL(pwrite64);
  ssize_t done = real_pwrite64(fd, data, size, offset);
  char path[PATH_MAX];
  if (done > 0 && path_of(fd, path)) record(KIND_WRITE, path, (uint64_t)offset, data, (uint32_t)done);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

ssize_t write(int fd, const void *data, size_t size) {
  REAL(write);
  char path[PATH_MAX];
  off64_t offset = fd > 2 && path_of(fd, path) ? lseek64(fd, 0, SEEK_CUR) : -1;
  ssize_t done = real_write(fd, data, size);
  begin();
  if (done > 0 && fd == 1 && trace_fd >= 0) record(KIND_SAID, "", 0, data, (uint32_t)done);
  if (done > 0 && offset >= 0) record(KIND_WRITE, path, (uint64_t)offset, data, (uint32_t)done);
  return done;
}

/* Nothing recorded here is written in pieces; if that changes, the trace would lie, so the process ends instead. */
ssize_t writev(int fd, const struct iovec *pieces, int count) {
  REAL(writev);
  char path[PATH_MAX];
  if (path_of(fd, path)) abort();
  return real_writev(fd, pieces, count);
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) {
  REAL(pwritev64);
  char path[PATH_MAX];
  if (path_of(fd, path)) abort();
  return real_pwritev64(fd, pieces, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
  return pwritev64(fd, pieces, count, offset);
}

int ftruncate64(int fd, off64_t size) {
  REAL(ftruncate64);
  int result = real_ftruncate64(fd, size);
  char path[PATH_MAX];
  if (result == 0 && path_of(fd, path)) record(KIND_TRUNCATE, path, (uint64_t)size, NULL, 0);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) {
  REAL(fsync);
  int result = real_fsync(fd);
  char path[PATH_MAX];
  if (result == 0 && path_of(fd, path)) record(KIND_SYNC, path, 0, NULL, 0);
  return result;
}

int fdatasync(int fd) {
  REAL(fdatasync);
  int result = real_fdatasync(fd);
  char path[PATH_MAX];
  if (result == 0 && path_of(fd, path)) record(KIND_SYNC, path, 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  int result = real_rename(from, to);
  begin();
  if (result == 0 && trace_fd >= 0 && strncmp(from, root, strlen(root)) == 0)
    record(KIND_RENAME, from, 0, to, (uint32_t)strlen(to));
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  int result = real_unlink(path);
  begin();
  if (result == 0 && trace_fd >= 0 && strncmp(path, root, strlen(root)) == 0) record(KIND_UNLINK, path, 0, NULL, 0);
  return result;
}
