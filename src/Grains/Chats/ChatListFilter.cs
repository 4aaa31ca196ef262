namespace Inference.Chats;

/// <summary>Which chats: of one environment, of one owner (<see langword="null"/>: all), whose name holds a text.</summary>
public sealed record ChatListFilter(string Environment, string? Owner, string? Name);
