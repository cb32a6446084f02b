// What every part of the page uses to find and make elements, to name values, and to tell what happened.

export const $ = (selector) => document.querySelector(selector);
export const isolated = (text) => `\u2068${text}\u2069`; // Arabic within an English sentence
const EDTF = /^edtf_(.*)|(.*)_edtf$/;
export const words = (name) => name.replace(/_en$/, " (English)").replace(EDTF, "$1$2 (EDTF)").replaceAll("_", " ");

export function make(tag, properties = {}, ...children) {
  const { dataset, attributes, ...own } = properties;
  const element = Object.assign(document.createElement(tag), own);
  Object.assign(element.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function say(text, isWrong = false) {
  $("#said").textContent = isWrong ? "" : text;
  $("#wrong").textContent = isWrong ? text : "";
}
