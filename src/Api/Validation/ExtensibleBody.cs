using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Validation;

/// <summary>An object of a request whose members that the contract does not have are kept and passed on: models' servers have many of their own.</summary>
internal abstract record ExtensibleBody : IJsonOnDeserialized
{
    /// <summary>Members that the contract does not have, to be written; those that were read are in <see cref="Extra"/>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Members that the contract does not have, as the JSON object that they make together: their values are the text that came.</summary>
    internal string? Extra { get; set; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Others is { } others)
        {
            OnOthers(others);
            Extra = JsonMembers.ToJson(others);

            // The request lives until it is answered, and each of these holds a copy of its text.
            Others = null;
        }

        OnRead();
    }

    /// <summary>Called last, when all that came is in its place.</summary>
    protected virtual void OnRead()
    {
    }

    /// <summary>Reads what is of use among them.</summary>
    protected virtual void OnOthers(IReadOnlyDictionary<string, JsonElement> others)
    {
    }
}
