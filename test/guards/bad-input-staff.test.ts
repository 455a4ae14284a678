// What those who work here may send.
import { throwAtForms } from "./bad-input.ts";

throwAtForms((path) => path.startsWith("/gestion"));
