export { NewsItems } from "./list/list-news.view.tsx";
export { type LivedNews, loadNews } from "./load.ts";
export { listNews, listQuestionsOf, type MyQuestion, type News, type Reaction } from "./news.sql.ts";
