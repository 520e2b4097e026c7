namespace SmartCityPia.Domain.Foundation;

/// <summary>How a person showed who they are when they signed.</summary>
public enum SignedWith { Password, PasswordAndCode, Passkey, Provider }

/// <summary>Who acts, when, and in which request. Every write takes one.</summary>
/// <param name="AccountId">The account; <see cref="Guid.Empty"/> for the system itself.</param>
/// <param name="Name">The display name at that time.</param>
/// <param name="RequestId">Ties the event to the request log.</param>
public sealed record Actor(Guid AccountId, string Name, DateTimeOffset At, string RequestId)
{
    /// <summary>Set while the person signs.</summary>
    public SignedWith? SignedWith { get; init; }

    public static Actor System(string doing, DateTimeOffset at) => new(Guid.Empty, "System", at, doing);
}
