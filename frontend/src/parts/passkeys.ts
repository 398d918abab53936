/**
 * What a browser does with passkeys (WebAuthn): the service speaks JSON with binary in
 * base64url, the browser takes and gives buffers.
 */
import { Problem } from "../api/problem";

type Json = Record<string, unknown>;

/** Passkeys are bound to a name: none works where the site is reached by a bare number. */
export function passkeysWork(
  host: string = location.hostname,
  here: { PublicKeyCredential?: unknown; isSecureContext?: boolean } = globalThis,
): boolean {
  return !!here.PublicKeyCredential && !!here.isSecureContext && !/^[\d.]+$|^\[/.test(host);
}

/** Have a passkey made; the machine asks for a finger, a face or its code. */
export async function makePasskey(options: unknown, givenUp: string): Promise<Json> {
  const publicKey = creationOf(options);
  return jsonOf(await asking(() => navigator.credentials.create({ publicKey }), givenUp));
}

/** Have a passkey prove who is there. */
export async function usePasskey(options: unknown, givenUp: string): Promise<Json> {
  const publicKey = requestOf(options);
  return jsonOf(await asking(() => navigator.credentials.get({ publicKey }), givenUp));
}

async function asking(act: () => Promise<Credential | null>, givenUp: string): Promise<PublicKeyCredential> {
  const credential = await act().catch((cause: unknown) => {
    throw new Problem(400, "passkey_given_up", givenUp, {}, {}, { cause });
  });
  return credential as PublicKeyCredential;
}

/** Options as the service writes them: { publicKey: … } with binary in base64url. */
export function creationOf(options: unknown): PublicKeyCredentialCreationOptions {
  const { publicKey } = options as { publicKey: Json & { user: Json } };
  return {
    ...publicKey,
    challenge: bytesOf(publicKey["challenge"]),
    user: { ...publicKey.user, id: bytesOf(publicKey.user["id"]) },
    excludeCredentials: descriptorsOf(publicKey["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
}

export function requestOf(options: unknown): PublicKeyCredentialRequestOptions {
  const { publicKey } = options as { publicKey: Json };
  return {
    ...publicKey,
    challenge: bytesOf(publicKey["challenge"]),
    allowCredentials: descriptorsOf(publicKey["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
}

function descriptorsOf(listed: unknown): Json[] {
  return ((listed ?? []) as Json[]).map((one) => ({ ...one, id: bytesOf(one["id"]) }));
}

/** A credential as the service reads it: what it holds of binary, in base64url. */
export function jsonOf(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"] as const;
  const held = parts.map((part) => [part, (response as unknown as Record<string, unknown>)[part]] as const);
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(
      held.filter(([, value]) => value).map(([part, value]) => [part, textOf(value as ArrayBuffer)]),
    ),
  };
}

export function bytesOf(text: unknown): Uint8Array<ArrayBuffer> {
  const plain = atob(String(text).replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
