/** What is said at sign-in beyond the address and the code, in English. */
import type { aboutSignIn as french } from "./fr.signin";

export const aboutSignIn: typeof french = {
  otherWays: {
    title: "Or without typing",
    passkey: "Use a passkey",
    passkeyHow: "With the fingerprint, face or code of your device, if you made a passkey there.",
    givenUp: "The passkey was not used. Try again, or sign in with a code sent by e-mail.",
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
