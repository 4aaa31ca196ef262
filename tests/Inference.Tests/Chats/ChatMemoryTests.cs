using System.Collections.Immutable;
using CsCheck;
using Inference.Messages;

namespace Inference.Chats;

public sealed class ChatMemoryTests
{
    private const int Bound = 6;

    [Fact]
    public void The_system_message_is_read_in_a_chat_of_any_length()
    {
        var chat = Enumerable.Range(0, 10).Aggregate(Empty().Append([Say(Role.System, "Be brief.")], Bound), (c, i) => c.Append(Turn(i), Bound));

        Assert.Equal(21, chat.Count);
        Assert.Equal("Be brief.", chat.Context()[0].Content);
        Assert.Equal("question 7", chat.Context()[1].Content);
    }

    [Fact]
    public void A_model_reads_from_a_users_message_on()
    {
        var chat = Empty().Append([.. Turn(0), .. Turn(1), .. Turn(2), Say(Role.User, "question 3")], Bound);

        Assert.Equal(Role.Assistant, chat.Latest[0].Role);
        Assert.Equal("question 1", chat.Context()[0].Content);
    }

    [Fact]
    public void Memory_is_the_end_of_the_conversation_for_any_turns() =>
        Gen.Int[1, 5].List[1, 12].Sample(sizes =>
        {
            var chat = Empty();
            var all = new List<Message>();
            foreach (var size in sizes)
            {
                ImmutableArray<Message> added = [.. Enumerable.Range(all.Count, size).Select(i => Say(Role.User, $"{i}"))];
                all.AddRange(added);
                chat = chat.Append(added, Bound);
            }

            Assert.Equal(all.Count, chat.Count);
            Assert.Equal(all[0], chat.First);
            Assert.Equal(all.TakeLast(Bound), chat.Latest);
        });

    [Fact]
    public void A_replaced_conversation_begins_anew()
    {
        var chat = Empty().Append(Turn(0), Bound).Replace([Say(Role.User, "other")], Bound);

        Assert.Equal(1, chat.Count);
        Assert.Equal("other", chat.First!.Content);
        Assert.Equal(chat.First, Assert.Single(chat.Latest));
    }

    private static ChatMemory Empty() => new()
    {
        Header = new ChatHeader { Id = "chat_1", Environment = "prod", Owner = "o", Name = "n", CreatedAt = default, UpdatedAt = default },
        Version = 1,
        Count = 0,
        First = null,
        Latest = [],
    };

    private static ImmutableArray<Message> Turn(int number) => [Say(Role.User, $"question {number}"), Say(Role.Assistant, $"answer {number}")];

    private static Message Say(Role role, string content) => new() { Role = role, Content = content };
}
