import { execSync, fork, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { browserMaker } from "#test/support/voting.ts";
import { openGround } from "./votes-ground.ts";
const ROOT="/work/wt/conv";
const ground = await openGround();
const process_ = await openProcess(ground, { slug: "rapidez", now: new Date() });
const seeds = Array.from({ length: 200 }, (_, n) => `Hace falta arreglar la calle ${n + 1} del barrio`);
const open = await openConversation(ground.db, ground.entity, { process: process_, now: new Date(), seeds });
if (process.env.PROF) process.env.NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/prof";
const url = await ground.serve();
delete process.env.NODE_OPTIONS;
const stat=(pid:string)=>{const s=readFileSync(`/proc/${pid}/stat`,"utf8");const f=s.slice(s.lastIndexOf(")")+2).split(" ");return {ppid:f[1],cpu:(Number(f[11])+Number(f[12]))*10+ (Number(f[13])+Number(f[14]))*0, comm:s.slice(s.indexOf("(")+1,s.lastIndexOf(")"))}};
function cpus(){ let web=0,pgs=0; const port=new URL(url).port; const me=String(process.pid);
 // descendants of me
 const kids=new Map<string,string[]>(); for(const p of readdirSync("/proc")) if(/^\d+$/.test(p)) try{const s=stat(p);kids.set(s.ppid!,[...(kids.get(s.ppid!)??[]),p])}catch{}
 const all:string[]=[];const walk=(p:string)=>{for(const k of kids.get(p)??[]){all.push(k);walk(k)}};walk(me);
 const per:Record<string,number>={};
 for(const p of all) try{const s=stat(p);const cmd=readFileSync(`/proc/${p}/cmdline","utf8`.replace('","utf8',''),"utf8");const k=cmd.includes("dist/main.js")?"web":s.comm.startsWith("postgres")?"pg":cmd.includes("opinion-voters")?"gen":cmd.includes("bare")?"bare":"other";per[k]=(per[k]??0)+s.cpu}catch{}
 return per;}
const newBrowser = await browserMaker(ground.db);
const browsers = Array.from({ length: 5000 }, newBrowser);
const path = `/conversaciones/${open.conversation.slug}/respuestas`;
async function load(to:string,people:any[],seconds=6){
 const before=cpus(); const child=fork(join(ROOT,"bench/opinion-voters.mjs"));
 child.send({url:to,path,connections:128,seconds,browsers:people,statements:open.statements});
 let last=before; const timer=setInterval(()=>{last=cpus()},400);
 const [said]=await once(child,"message"); clearInterval(timer);
 const after=cpus(); const n=said.saved;
 console.log(people.length?"known":"new",to===url?"ours":"bare",`${(n/said.seconds).toFixed(0)}/s`, "others",said.others, "p99",said.p99,"µs/req: web",((after.web!-before.web!)*1000/n).toFixed(0),"pg",(((after.pg??0)-(before.pg??0))*1000/n).toFixed(0),"gen",((last.gen??0)*1000/n).toFixed(0),"bare",(((after.bare??0)-(before.bare??0))*1000/n).toFixed(0));
}
const bare=fork(join(ROOT,"bench/opinion-bare.mjs"),["3149"]);await once(bare,"message");
await load(url,browsers,4);
for(let i=0;i<2;i++){await load("http://localhost:3149",browsers,4);await load(url,browsers);await load(url,[]);}
bare.kill();await ground.end();
