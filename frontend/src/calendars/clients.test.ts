import { expect, test } from "vitest";
import { clientOf } from "./clients";

test.each([
  ["Google-Calendar-Importer", "google"],
  ["Mozilla/5.0 (compatible; Google-Calendar-Importer)", "google"],
  ["Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)", "outlook"],
  ["Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)", "outlook"],
  ["iOS/17.5.1 (21F90) dataaccessd/1.0", "apple"],
  ["macOS/14.5 (23F79) CalendarAgent/988", "apple"],
  ["Mac+OS+X/10.15.7 (19H2026) CalendarAgent/930.5.1", "apple"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.2.0", "thunderbird"],
  ["Mozilla/5.0 (Linux) mirall/3.12 (Nextcloud)", "nextcloud"],
  ["Zimbra/8.8.15", "zimbra"],
  ["Evolution/3.52.3", "gnome"],
  ["ICSx5/2.2.1 (bitfire web engineering; https://icsx5.bitfire.at) okhttp/4.12.0 Android/14", "icsx5"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "browser"],
])("%s is %s", (agent, known) => {
  expect(clientOf(agent)).toEqual({ known });
});

test.each([
  ["khal/0.11.3", "khal"],
  ["vdirsyncer/0.19.2", "vdirsyncer"],
  ["", ""],
  ["<script>", ""],
])("“%s” goes by its own name: “%s”", (agent, named) => {
  expect(clientOf(agent)).toEqual({ named });
});
