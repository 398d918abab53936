/** Sending a file with its progress, which `fetch` does not tell. */
import { csrfToken } from "../api/client";
import { Problem, problemOf } from "../api/problem";
import type { Schemas } from "../api/shapes";
import { percentOf, read } from "./progress";

type Detail = Schemas["MaterialDetail"];

interface Sent {
  /** The material that gets a new version of its file. */
  material: string;
  file: File;
  note: string;
  /** From 0 to 100; at 100 the file has left, and is being checked. */
  progress: (percent: number) => void;
  signal: AbortSignal;
}

/** Send a file as the new version. Throws the `Problem` the API gave, or an AbortError. */
export function sendFile({ material, file, note, progress, signal }: Sent): Promise<Detail> {
  const body = new FormData();
  body.append("note", note);
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", `/api/v1/materials/${material}/versions/`);
    request.responseType = "text";
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = ({ loaded, total }) => progress(percentOf(loaded, total));
    request.upload.onload = () => progress(100);
    request.onload = () => {
      const told = read(request.responseText);
      if (request.status < 300) resolve(told as Detail);
      else reject(problemOf(request.status, told, request.getResponseHeader("Retry-After")));
    };
    request.onerror = () => reject(Problem.unreachable(null));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
