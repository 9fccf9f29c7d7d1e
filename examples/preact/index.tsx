// Renders components on the server: https://preactjs.com
import { render } from "preact-render-to-string";

const Page = ({ names }: { names: string[] }) => (
  <ul class="names">
    {names.map((name) => <li>{name}</li>)}
  </ul>
);

export default {
  fetch(request: Request): Response {
    const names = new URL(request.url).searchParams.getAll("name");
    return new Response(`<!doctype html>${render(<Page names={names} />)}`, { headers: { "content-type": "text/html" } });
  },
};
