/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const tout = (selecteur, dans = document) => dans.querySelectorAll(selecteur);
  const heure = () => new Date().toLocaleTimeString("fr", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ");

  /* Buttons that only a script can honour are hidden in the page and shown here. */
  tout("[data-copier], [data-imprimer]").forEach((bouton) => { bouton.hidden = false; });

  document.addEventListener("click", async (evenement) => {
    const copier = evenement.target.closest("[data-copier]");
    if (copier) {
      await navigator.clipboard.writeText(document.querySelector(copier.dataset.copier).textContent.trim());
      copier.querySelector("span").textContent = "Copié";
    }
    if (evenement.target.closest("[data-imprimer]")) window.print();
    tout("details.menu[open], details.casquette[open]").forEach((tiroir) => {
      if (!tiroir.contains(evenement.target)) tiroir.open = false;
    });
  });

  document.addEventListener("keydown", (evenement) => {
    const tiroir = evenement.key === "Escape" && document.activeElement.closest("details.menu[open], details.casquette[open]");
    if (tiroir) { tiroir.open = false; tiroir.querySelector("summary").focus(); }
  });

  /* A double click is one act: the second submit is dropped. The server holds too; this spares a refusal. */
  document.addEventListener("submit", (evenement) => {
    const formulaire = evenement.target;
    if (formulaire.method !== "post") return;
    if (formulaire.dataset.envoye) { evenement.preventDefault(); evenement.stopImmediatePropagation(); return; }
    formulaire.dataset.envoye = "1";
    evenement.submitter?.setAttribute("aria-busy", "true");
  }, true);
  const rendre = () => tout("form[data-envoye]").forEach((formulaire) => {
    delete formulaire.dataset.envoye;
    tout("[aria-busy]", formulaire).forEach((bouton) => bouton.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", rendre);
  document.addEventListener("htmx:afterRequest", rendre);

  /* The region that was swapped in at the person's request takes the focus, by its title. */
  document.addEventListener("htmx:afterSwap", ({ target }) => target.querySelector("[data-focus]")?.focus());

  /* Draft: <form data-brouillon="URL"> is posted there while it is filled; [data-brouillon-etat] says what became of it. */
  tout("form[data-brouillon]").forEach((formulaire) => {
    const etat = formulaire.querySelector("[data-brouillon-etat]");
    let attente = 0, garde = true;
    const dire = (phrase) => { if (etat) etat.textContent = phrase; };
    const garder = async () => {
      try {
        const reponse = await fetch(formulaire.dataset.brouillon, { method: "POST", body: new FormData(formulaire) });
        garde = reponse.ok && !reponse.redirected;
        dire(garde ? `Brouillon gardé à ${heure()}` : "Le brouillon n’a pas pu être gardé. Votre texte reste sur cette page.");
      } catch {
        garde = false;
        dire("Pas de réseau. Votre texte reste sur cette page, le brouillon sera gardé au retour du réseau.");
      }
    };
    formulaire.addEventListener("input", () => { garde = false; clearTimeout(attente); attente = setTimeout(garder, 1500); });
    formulaire.addEventListener("submit", () => { garde = true; clearTimeout(attente); });
    window.addEventListener("online", () => { if (!garde) garder(); });
    window.addEventListener("beforeunload", (evenement) => { if (!garde) evenement.preventDefault(); });
  });
})();
