using Inference.Guards;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Storage;

/// <summary>Makes logs as a busy month leaves them: 20 keys of 10 owners, 4 models, 3 types, some 1 KB of JSON each.</summary>
internal sealed class LogGenerator(DateTimeOffset begin, TimeSpan step, int logsPerChat = 4)
{
    public const string Question =
        "My invoice of last month shows a charge that I do not recognise. Can you tell me what it is for, and what I have to do to get it back if it is wrong?";

    public const string Answer =
        "The charge is the yearly fee of the team plan, which is billed in advance. If you have cancelled before the first of the month, write to billing with the "
        + "number of the invoice; the fee is then paid back within five working days. Otherwise the plan can be changed at any time under settings.";

    private static readonly string[] Models = ["local", "qwen3-8b", "llama-3.3-70b", "gpt-5-mini"];

    private static readonly string[] Types = ["chat", "completion", "insight"];

    private readonly Random _random = new(7);
    private int _made;

    public InferenceLog Next()
    {
        var number = _made++;
        var key = _random.Next(20);
        var (input, output) = (_random.Next(50, 2_000), _random.Next(10, 800));
        var createdAt = begin + (step * number);
        var latency = (int)Math.Clamp(Math.Exp(6.5 + (0.8 * Normal())), 1, 600_000);
        return new InferenceLog
        {
            Id = $"chatcmpl-{Guid.CreateVersion7(createdAt):n}",
            Environment = "prod",
            Owner = $"owner-{key / 2}",
            Api = "/v1/chats",
            ApiKeyId = $"key_{key:d32}",
            User = $"user-{_random.Next(5_000)}",
            Model = Models[_random.Next(Models.Length)],
            Type = Types[_random.Next(Types.Length)],
            Succeeded = _random.Next(50) > 0,
            CorrelationId = $"chat_{number / logsPerChat:x32}",
            Messages = [new LoggedMessage { Role = Role.User, Content = Question }],
            Answer = new LoggedAnswer
            {
                Content = Answer,
                Usage = new Usage(input, output),
                Elapsed = TimeSpan.FromMilliseconds(latency),
                FinishReason = FinishReason.Stop,
            },
            Guard = new GuardResult { Id = $"grd_{number:x32}", Category = "safe" },
            InputTokens = input,
            OutputTokens = output,
            LatencyMilliseconds = latency,
            CreatedAt = createdAt,
            FinishedAt = createdAt.AddMilliseconds(latency),
        };
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
