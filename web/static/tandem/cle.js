/* A passkey that did not answer (cancelled, unknown, too slow, no such thing in this browser) is told in the page. */
document.addEventListener("allauth.error", (evenement) => {
  evenement.preventDefault();
  const refus = document.getElementById("cle-sans-reponse");
  refus.hidden = false;
  refus.focus();
});
