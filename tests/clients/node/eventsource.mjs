// What an EventSource that reconnects by itself makes of a front end that dies.
import assert from "node:assert/strict";
import { EventSource } from "eventsource";

const question = Array.from({ length: 120 }, (_, index) => `word${index}`).join(" ");
const cutAfter = 15;

// frontEnd: the Process behind the URL.
export const eventSourceChecks = (url, key, frontEnd) => {
    const headers = { authorization: `Bearer ${key}` };

    // Begins an answer and goes away.
    async function begin() {
        const away = new AbortController();
        const response = await fetch(`${url}/chat/completions`, {
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: JSON.stringify({ model: "paced", messages: [{ role: "user", content: question }], stream: true }),
            signal: away.signal,
        });
        assert.equal(response.status, 200);
        const { value } = await response.body.getReader().read();
        away.abort();
        return new TextDecoder().decode(value).match(/"id":"(chatcmpl-[^"]+)"/)[1];
    }

    const whole = async (id) => {
        const response = await fetch(`${url}/chat/completions/${id}`, { headers });
        return { status: response.status, body: await response.json() };
    };

    return {
        async "an EventSource goes on by itself after the front end was killed in the middle of an answer"() {
            const id = await begin();
            const asked = [];
            const source = new EventSource(`${url}/chat/completions/${id}`, {
                fetch: (input, init) => {
                    asked.push(init.headers["Last-Event-ID"]);
                    return fetch(input, { ...init, headers: { ...init.headers, ...headers } });
                },
            });
            const deltas = [];
            const ended = new Promise((resolve, reject) => {
                source.onerror = (error) => source.readyState === EventSource.CLOSED && reject(new Error(`It gave up: ${error.message}`));
                source.onmessage = ({ data }) => {
                    if (data === "[DONE]") {
                        source.close();
                        resolve();
                        return;
                    }

                    deltas.push(JSON.parse(data).choices[0].delta.content ?? "");
                };
            });
            const inTheMiddle = new Promise((resolve) => source.addEventListener("message", () => deltas.length >= cutAfter && resolve()));
            try {
                await Promise.race([inTheMiddle, ended]);
                await frontEnd.kill();
                const before = deltas.join("");
                await frontEnd.start();
                assert.equal((await whole(id)).status, 202, "the answer went on without a listener");
                await ended;

                assert.equal(deltas.join(""), `You said: ${question}`);
                assert.ok(before.length > 0 && before.length < question.length, "it was cut in the middle");
                assert.equal(asked[0], undefined);
                assert.ok(asked.length >= 2 && asked.slice(1).every((place) => place), `it named its place: ${asked}`);
                const after = await whole(id);
                assert.equal(after.status, 200);
                assert.equal(after.body.choices[0].message.content, `You said: ${question}`);
                assert.equal(after.body.choices[0].finish_reason, "stop");
            } finally {
                source.close();
            }
        },
    };
};
