// All that the page with one question runs.
import "./keys.js";
import { plug } from "./quiz.js";
import { finish, go, prepare, remember } from "./offline.js";
import "./here.js";
import "./clock.js";
import "./order.js";

plug({ finish, go, prepare, remember });
