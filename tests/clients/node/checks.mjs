// Runs named checks one after the other and prints how each went.
export async function run(checks) {
    let failed = 0;
    for (const [name, check] of Object.entries(checks)) {
        try {
            await check();
            console.log(`ok      ${name}`);
        } catch (error) {
            failed++;
            console.log(`FAILED  ${name}\n${error.stack}`);
        }
    }

    console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
    return failed === 0;
}
