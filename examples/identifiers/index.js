// Identifiers, dates and Markdown from small packages.
import { formatISO, parseISO, addDays } from "date-fns";
import { marked } from "marked";
import { nanoid } from "nanoid";
import { ulid } from "ulid";

export default {
  fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/nanoid":
        return new Response(nanoid());
      case "/ulid":
        return new Response(ulid());
      case "/tomorrow":
        return new Response(formatISO(addDays(parseISO("2024-02-28"), 1), { representation: "date" }));
      default:
        return new Response(marked.parse("# Title\n\nSome *text*."), { headers: { "content-type": "text/html" } });
    }
  },
};
