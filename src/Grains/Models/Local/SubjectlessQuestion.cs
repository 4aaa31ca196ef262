using Inference.Language;

namespace Inference.Models.Local;

/// <summary>
/// Tells a question that no document can answer, since it names no subject: a greeting, a cry for help, "What can you do?". What is left of it without the
/// words that any question may have is nothing. In other languages than these a question has a subject, and is answered as one that nothing was found for.
/// </summary>
internal static class SubjectlessQuestion
{
    // As words are folded; English ones are stop words already. German, French, Spanish, Portuguese, Italian, Dutch.
    private static readonly HashSet<string> SmallTalk = new(
        ("hallo guten tag morgen moin servus was wer wie kannst konnen konnt kann koennen du sie ihr bist sind tun machen hilfe hilf helfen mir bitte danke alles denn so "
        + "bonjour salut bonsoir que quoi qui peux pouvez tu vous faire etes aide aidez aider moi merci sais savez est ce quest "
        + "hola buenas buenos dias tardes ayuda ayudame puedes puede hacer quien eres usted sabes gracias "
        + "ola oi bom dia ajuda ajudar voce pode podes fazer quem obrigado obrigada "
        + "ciao buongiorno aiuto aiutami cosa puoi fare chi sei sai grazie "
        + "hoi goedendag wat kun kunt je jij doen bent ben hulp help alsjeblieft bedankt").Split(' '),
        StringComparer.Ordinal);

    public static bool Is(string question)
    {
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(question, buffer);
        while (words.MoveNext())
        {
            if (!StopWords.Contains(words.Word) && !SmallTalk.Contains(words.Word.ToString()))
            {
                return false;
            }
        }

        return true;
    }
}
