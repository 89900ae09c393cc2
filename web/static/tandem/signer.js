/* Signing on the screen: whole numbers in a hidden field, « x,y x,y;x,y ». The server draws them again. */
(() => {
  "use strict";
  document.querySelectorAll("[data-signer]").forEach((bloc) => {
    const cadre = bloc.querySelector("canvas"), champ = bloc.querySelector("input"), pinceau = cadre.getContext("2d");
    const borne = (valeur, fin) => Math.max(0, Math.min(fin, Math.round(valeur)));
    let traits = champ.value ? champ.value.split(";").map((trait) => trait.split(" ")) : [], trait = null;
    const dessiner = () => {
      pinceau.clearRect(0, 0, cadre.width, cadre.height);
      pinceau.lineWidth = 6; pinceau.lineCap = pinceau.lineJoin = "round";
      pinceau.strokeStyle = getComputedStyle(cadre).color;
      traits.forEach((points) => {
        pinceau.beginPath();
        points.forEach((point, rang) => { const [x, y] = point.split(",").map(Number); rang ? pinceau.lineTo(x, y) : pinceau.moveTo(x, y); });
        pinceau.stroke();
      });
    };
    const noter = (evenement) => {
      const la = cadre.getBoundingClientRect();
      const x = borne((evenement.clientX - la.left) * cadre.width / la.width, cadre.width);
      const y = borne((evenement.clientY - la.top) * cadre.height / la.height, cadre.height);
      const point = `${x},${y}`;
      if (trait.at(-1) !== point && traits.flat().length < 1200) trait.push(point);
      champ.value = traits.map((points) => points.join(" ")).join(";");
      dessiner();
    };
    cadre.addEventListener("pointerdown", (evenement) => {
      cadre.setPointerCapture(evenement.pointerId); traits.push(trait = []); noter(evenement);
    });
    cadre.addEventListener("pointermove", (evenement) => { if (trait) noter(evenement); });
    ["pointerup", "pointercancel"].forEach((fin) => cadre.addEventListener(fin, () => { trait = null; }));
    bloc.querySelector("[data-effacer]").addEventListener("click", () => { traits = []; champ.value = ""; dessiner(); });
    bloc.hidden = false;
    dessiner();
  });
})();
