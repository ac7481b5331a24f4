// A coding agent, with the official client of the Model Context Protocol. It wants a control plane whose app is the sample.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const client = new Client({ name: "nephelite-tests", version: "1" });
const called = new Set();

before(async () => {
    await client.connect(new StreamableHTTPClientTransport(new URL(`${process.env.NEPHELITE_CONTROL}/mcp`)));
});

after(() => client.close());

test("an agent uses every tool", async () => {
    assert.equal(client.getServerVersion().name, "nephelite");
    await client.ping();

    assert.equal((await call("get_status")).status, "ready");
    assert.ok((await call("list_functions")).functions.some((each) => each.name === "WriteRecord"));
    assert.equal((await call("create_container", { container: "agents" })).created, true);
    assert.ok(names(await call("list_containers", { prefix: "ag" }), "containers").includes("agents"));
    await call("write_blob", { container: "agents", blob: "notes/ä.txt", text: "Grüße" });
    assert.deepEqual(names(await call("list_blobs", { container: "agents" }), "blobs"), ["notes/ä.txt"]);
    assert.equal((await call("read_blob", { container: "agents", blob: "notes/ä.txt" })).text, "Grüße");
    assert.ok((await call("list_events")).events.some((event) => event.subject.endsWith("ä.txt")));

    await call("create_queue", { queue: "agents" });
    await call("put_message", { queue: "agents", text: "hello" });
    assert.deepEqual((await call("peek_messages", { queue: "agents" })).messages.map((each) => each.text), ["hello"]);
    assert.ok(names(await call("list_queues"), "queues").includes("agents"));

    await call("create_queue", { queue: "photo-records" });
    await call("put_message", { queue: "photo-records", text: JSON.stringify({ name: "cat.jpg" }) });
    await call("wait_until_idle", { timeout: 60 });
    const record = await call("read_blob", { container: "records", blob: "cat.jpg.json" });
    assert.equal(JSON.parse(record.text).name, "cat.jpg");
    const { runs } = await call("list_runs", { function: "WriteRecord", failed: false });
    const id = runs.at(-1).id;
    assert.equal((await call("show_run", { id })).function, "WriteRecord");
    assert.ok((await call("show_trace", { id })).spans.some((span) => span.name === "WriteRecord"));
    assert.ok((await call("why", { function: "WriteRecord" })).verdict);
    const repeated = await call("rerun", { id, payload: JSON.stringify({ name: "dog.jpg" }) });
    assert.equal(repeated.first.id, id);
    assert.ok(names(await call("list_blobs", { container: "records" }), "blobs").length > 1);
    assert.ok((await call("tail_logs", { text: "WriteRecord" })).lines.length > 0);

    const { tools } = await client.listTools();
    assert.deepEqual(tools.map((tool) => tool.name).filter((name) => !called.has(name)), []);
});

test("a call that fails says why", async () => {
    const refused = await client.callTool({ name: "read_blob", arguments: { container: "none", blob: "x" } });

    assert.equal(refused.isError, true);
    assert.match(refused.content[0].text, /ContainerNotFound/);
    await assert.rejects(client.callTool({ name: "drop_everything" }), /There is no tool 'drop_everything'/);
});

/** What a tool returns, as its structured content. */
async function call(name, args = {}) {
    called.add(name);
    const result = await client.callTool({ name, arguments: args });
    assert.notEqual(result.isError, true, JSON.stringify(result));
    return result.structuredContent;
}

function names(content, list) {
    return content[list].map((each) => each.name);
}
