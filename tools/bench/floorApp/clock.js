const face = document.getElementById('root').firstElementChild;
setInterval(() => {
  face.textContent = new Date().toLocaleTimeString('zh');
}, 1000);
