import type { Module } from "#platform/module.ts";
import { accessibility, catalogue, privacy, siteMap } from "./about/about.route.tsx";
import { favicon, robots } from "./about/machines.route.ts";
import { asset } from "./assets.route.ts";
import { calendarFile, showCalendar } from "./calendar/calendar.route.tsx";
import { health } from "./health.route.ts";
import { help, helpTopic } from "./help/help.route.tsx";
import { helpPicture } from "./help/pictures.ts";
import { home } from "./home/home.route.tsx";
import { listAllMeetings } from "./meetings/list.route.tsx";
import { showMeeting } from "./meetings/meeting.route.ts";
import { roomScreen } from "./meetings/room.route.tsx";
import { claim } from "./my-part/claim.route.ts";
import { findMine, mine } from "./my-part/my-part.route.tsx";
import { receipt } from "./my-part/receipt.route.tsx";
import { secondLook, secondLookForm } from "./my-part/second-look.route.tsx";
import { listTerritories } from "./places/list.route.tsx";
import { territoryMap } from "./places/map.route.ts";
import { showTerritory } from "./places/place.route.tsx";
import { showSector } from "./places/sector.route.tsx";
import { listProcesses } from "./processes/list.route.tsx";
import { showPlace } from "./processes/place.route.tsx";
import { previewProcess } from "./processes/preview.route.tsx";
import { showProcess } from "./processes/process.route.tsx";
import { showRules } from "./processes/rules.route.tsx";
import { datasets } from "./results/datasets.ts";
import { listResults } from "./results/list.route.tsx";
import { reportPdf, showHearing, showResults } from "./results/results.route.tsx";
import { search } from "./search/search.route.tsx";
import { staffHome } from "./staff-home/staff-home.route.tsx";

export const site: Module = {
  name: "site",
  tables: [],
  datasets,
  routes: [
    home,
    listProcesses,
    showProcess,
    showRules,
    previewProcess,
    showCalendar,
    calendarFile,
    showPlace,
    listResults,
    showResults,
    showHearing,
    reportPdf,
    listAllMeetings,
    showMeeting,
    roomScreen,
    listTerritories,
    showTerritory,
    territoryMap,
    showSector,
    search,
    mine,
    findMine,
    secondLookForm,
    secondLook,
    receipt,
    claim,
    staffHome,
    asset,
    health,
    help,
    helpTopic,
    helpPicture,
    catalogue,
    accessibility,
    privacy,
    siteMap,
    robots,
    favicon,
  ],
};
