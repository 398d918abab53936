/** What is said at sign-in beyond the address and the code, in English. */
import type { aboutSignIn as french } from "./fr.signin";

export const aboutSignIn: typeof french = {
  otherWays: {
    title: "Or without typing",
    passkey: "Use a passkey",
    passkeyHow: "With the fingerprint, face or code of your device, if you made a passkey there.",
    givenUp: "The passkey was not used. Try again, or sign in with a code sent by e-mail.",
    provider: (name: string) => `Continue with ${name}`,
    refused: {
      address_unverified: "This service does not vouch for your address: sign in with a code sent by e-mail.",
      address_refused: "This address cannot open an account: ask the coordination for an invitation.",
      cancelled: "You did not go through with it. Try again, or sign in in another way.",
      unknown: "This service did not answer as it should. Try again, or sign in in another way.",
    } as Record<string, string>,
  },
  secondStep: {
    title: "Second step",
    codeIntro: "Type the code that your application shows, or one of your recovery codes.",
    code: "Code of the application, or recovery code",
    enter: "Continue",
    passkeyIntro: "Confirm with your passkey.",
    passkey: "Use my passkey",
    byCode: "Recovery code",
    byCodeIntro: "Without your passkey, type one of your recovery codes.",
    lost: "No passkey, application or recovery code left? The coordination can remove this step from your account.",
    again: "Start again",
  },
};
