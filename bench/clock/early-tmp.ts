import { runClient } from '/tmp/wt-clock/bench/clock/client-run.ts';
import { own } from '/tmp/wt-clock/bench/clock/contestants.ts';
import { mainWorlds, trialsFor, seeds } from '/tmp/wt-clock/bench/clock/worlds.ts';
const q=(a:number[],s:number)=>a.toSorted((x,y)=>x-y)[Math.floor(s*(a.length-1))]!;
for (const w of [...mainWorlds, ...trialsFor(true)].filter(w=>['LAN','Wi-Fi','WAN','timer of 0.1 ms'].includes(w.name))) {
  const runs=[]; for (const s of seeds.training) for (let c=0;c<4;c++) runs.push(await runClient(own,{...w,seconds:60},s*100+c));
  const out=[];
  for (const [a,b] of [[0.3,0.6],[0.6,1],[1,2],[2,4],[4,6],[6,10],[10,15],[15,20],[20,30],[30,45],[45,60]] as const) {
    const all=runs.flatMap(r=>[...r.net.slice(a*20,b*20)].map(Math.abs));
    out.push(`${a}-${b}: ${q(all,.5).toFixed(3)}/${q(all,.95).toFixed(3)}/${q(all,1).toFixed(3)}`);
  }
  console.log(w.name, out.join('  '));
}
