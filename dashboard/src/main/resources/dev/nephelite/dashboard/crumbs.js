import { el } from "./dom.js";
import { containerAddress } from "./resource.js";

/** The way from the container to a folder or blob, as links. */
export function crumbs(container, path) {
    const parts = path.split("/").slice(0, -1);
    const links = parts.map((part, index) => [" / ", el("a", { href: containerAddress(container, `${parts.slice(0, index + 1).join("/")}/`) }, part === "" ? "(empty)" : part)]);
    const last = path.slice(path.lastIndexOf("/") + 1);
    return el("div", { class: "crumbs" }, el("a", { href: containerAddress(container) }, container), links, last !== "" && [" / ", el("strong", {}, last)]);
}
