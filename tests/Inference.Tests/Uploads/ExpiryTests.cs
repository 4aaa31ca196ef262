using Inference.Infrastructure;
using Inference.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Uploads;

public sealed class ExpiryTests(InferenceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IUploadStore Store => fixture.Host.SiloServices.GetRequiredService<IUploadStore>();

    [Fact]
    public async Task An_expired_session_and_its_rows_are_deleted_by_its_reminder()
    {
        var (token, session) = await StageAsync(age: TimeSpan.FromHours(25), UploadStage.Pending);

        Assert.Null(await session.GetAsync(Cancellation));
        await session.AsReference<IRemindable>().ReceiveReminder("expiry", default, Cancellation);

        await Eventually.GetAsync(
            async () => await Store.ReadAsync("prod", token, Cancellation) is null ? "gone" : null, Cancellation);
        Assert.Null(await session.GetAsync(Cancellation));
    }

    [Fact]
    public async Task A_session_of_today_stays_when_its_reminder_comes_early()
    {
        var (token, session) = await StageAsync(age: TimeSpan.FromHours(23), UploadStage.Pending);

        await session.AsReference<IRemindable>().ReceiveReminder("expiry", default, Cancellation);

        Assert.Equal(UploadStatus.Pending, (await session.GetAsync(Cancellation))!.Status);
        Assert.NotNull(await Store.ReadAsync("prod", token, Cancellation));
    }

    [Fact]
    public async Task An_abandoned_import_is_finished_by_its_reminder_without_leftover_rows()
    {
        var (token, session) = await StageAsync(age: TimeSpan.Zero, UploadStage.Importing);

        await session.AsReference<IRemindable>().ReceiveReminder("work", default, Cancellation);

        var done = await Eventually.GetAsync(
            async () => await session.WaitAsync(Cancellation) is { Status: UploadStatus.Completed } upload ? upload : null, Cancellation);
        Assert.Equal((2, 2), (done.Written, done.Processed));
        await Eventually.GetAsync(async () => await RowsAsync(token) == 0 ? "none" : null, Cancellation);
        Assert.NotNull(await session.GetAsync(Cancellation));
    }

    private async Task<(string Token, IUploadSessionGrain Session)> StageAsync(TimeSpan age, UploadStage stage)
    {
        var made = TimeProvider.System.GetUtcNow() - age;
        var token = UploadToken.New(made);
        var upload = await Store.CreateAsync(
            new UploadState { Environment = "prod", Token = token, CreatedAt = made, Stage = stage, Total = 2 }, Cancellation);
        var rows = Enumerable.Range(0, 2).Select(n => new StagedRow(
            n, null, null, new StagedContent("a.csv", n + 2, new PersonaFields { Name = $"{token} {n}" })));
        await Store.StageAsync(upload, [.. rows], Cancellation);
        return (token, fixture.Grains.GetUpload("prod", token));
    }

    private Task<long> RowsAsync(string token) => fixture.Host.Database.CountAsync(
        $"upload_rows where session = (select number from upload_sessions where token = '{token}')");
}
