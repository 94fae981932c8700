const root = document.getElementById('root');
root.firstElementChild.addEventListener('click', () => {
  root.textContent = 'taken';
});
