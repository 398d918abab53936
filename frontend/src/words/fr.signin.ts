/** What is said at sign-in beyond the address and the code, in French. */

export const aboutSignIn = {
  otherWays: {
    title: "Ou sans rien saisir",
    passkey: "Utiliser une clé d’accès",
    passkeyHow: "Avec l’empreinte, le visage ou le code de votre appareil, si vous y avez créé une clé.",
    givenUp:
      "La clé d’accès n’a pas été utilisée. Réessayez, ou connectez-vous avec un code reçu par courriel.",
    provider: (name: string) => `Continuer avec ${name}`,
    refused: {
      address_unverified:
        "Votre adresse n’est pas certifiée par ce service : connectez-vous avec un code reçu par courriel.",
      address_refused:
        "Cette adresse ne permet pas de créer un compte : demandez une invitation à la coordination.",
      cancelled: "Vous n’êtes pas allé au bout. Réessayez, ou connectez-vous autrement.",
      unknown: "Ce service n’a pas répondu comme prévu. Réessayez, ou connectez-vous autrement.",
    } as Record<string, string>,
  },
  secondStep: {
    title: "Deuxième étape",
    codeIntro: "Saisissez le code affiché par votre application, ou un de vos codes de secours.",
    code: "Code de l’application ou code de secours",
    enter: "Continuer",
    passkeyIntro: "Confirmez avec votre clé d’accès.",
    passkey: "Utiliser ma clé d’accès",
    byCode: "Code de secours",
    byCodeIntro: "Sans votre clé, saisissez un de vos codes de secours.",
    lost: "Plus de clé, d’application ni de code de secours ? La coordination peut retirer cette étape de votre compte.",
    again: "Recommencer",
  },
};
