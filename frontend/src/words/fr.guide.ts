/** What is said around the guides and the help, in French. */

export const aboutGuide = {
  guide: {
    title: "Guides",
    intro: "Un guide par métier : ce que l’on vient faire ici, pas à pas, avec des images.",
    card: "Imprimer cette fiche",
    see: "Un guide par métier, pas à pas",
    all: "Tous les guides",
    print: "Imprimer ce guide",
    roles: {
      teacher: { title: "Enseignante, enseignant", about: "Réserver une séance, la préparer, la déplacer, la retrouver dans son agenda." },
      head: { title: "Direction", about: "Autoriser depuis un courriel, voir l’année de l’établissement, confirmer l’équipe." },
      facilitator: { title: "Intervenante, intervenant", about: "Dire quand on est libre, accepter, se déplacer, rendre compte en une minute." },
      coordinator: { title: "Coordination", about: "Voir ce qui est dû à chaque classe, placer, proposer, suivre les courriels." },
      funder: { title: "Financement", about: "Lire les chiffres publiés de son territoire, et les réutiliser." },
      integrator: { title: "Intégration", about: "Lire et écrire par l’interface documentée, s’abonner aux agendas." },
    },
  },
  revoking: {
    title: (name: string) => `Révoquer la clé ${name}`,
    breaks:
      "Le programme qui s’en sert ne pourra plus ni lire ni écrire, dès maintenant. Une clé révoquée ne se rétablit pas : il en faudra une nouvelle.",
    used: (ago: string) => `Elle a servi pour la dernière fois ${ago} : un programme s’en sert sans doute encore.`,
    unused: "Elle n’a jamais servi.",
    revoke: "Révoquer la clé",
    keep: "Garder la clé",
  },
};
