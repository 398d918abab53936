/** What is said when something stands between the reader and the service, in French. */

export const aboutFaults = {
  faults: {
    offline: "Vous êtes hors connexion. Ce que vous avez saisi est gardé : réessayez quand la connexion sera revenue.",
    once: "Réessayez sans crainte : si votre envoi était déjà arrivé, il ne sera pas enregistré deux fois.",
    slow: "L’envoi est en cours, mais la connexion est lente. Gardez cette page ouverte.",
    tooMany: (wait: string) => `Trop d’envois en peu de temps. Réessayez dans ${wait} : ce que vous avez saisi est gardé.`,
    failed: "Le service a un problème passager. Réessayez dans un instant : ce que vous avez saisi est gardé.",
    arrived:
      "Votre premier envoi était bien arrivé : il est enregistré, sans ce que vous avez changé depuis. Rechargez la page pour le voir.",
    signedOut: "Votre connexion au service a expiré. Réessayez pour vous reconnecter : ce que vous avez saisi est gardé.",
  },
  drafts: {
    found: (ago: string) => `Vous aviez commencé à remplir ce formulaire ${ago}, sans l’envoyer.`,
    resume: "Reprendre",
    forget: "Repartir de zéro",
  },
  connection: {
    offline: "Hors connexion. Vous pouvez continuer à lire et à saisir : rien ne part tant que la connexion n’est pas revenue.",
    back: "La connexion est revenue.",
  },
  signAgain: {
    title: "Reconnectez-vous pour continuer",
    hint: "Votre connexion au service a expiré. Ce que vous avez saisi est toujours là : l’action reprend ensuite où elle en était.",
    leave: (name: string) => `Je ne suis pas ${name} : tout fermer`,
  },
  offline: {
    title: "Sans connexion",
    intro: "Cette page a besoin d’une connexion. Voici ce qui se lit sans.",
    help: "Aide : un élève se confie, qui appeler",
    agenda: "Mes prochaines séances",
    nothing: "Rien n’est gardé sur cet appareil : connectez-vous une première fois avec une connexion.",
    noSession: "Aucune séance prévue, à cette date.",
    seen: (day: string, hour: string) => `Vu pour la dernière fois ${day} à ${hour}. Cela a pu changer depuis.`,
  },
};
