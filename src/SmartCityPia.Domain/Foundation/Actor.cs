namespace SmartCityPia.Domain.Foundation;

/// <summary>Who does something, when, in which request. It travels into every write.</summary>
/// <param name="AccountId">The account; <see cref="Guid.Empty"/> for the system itself.</param>
/// <param name="Name">The name as shown at the time.</param>
/// <param name="RequestId">Ties the event to the request log.</param>
public sealed record Actor(Guid AccountId, string Name, DateTimeOffset At, string RequestId)
{
    public static Actor System(string doing, DateTimeOffset at) => new(Guid.Empty, "System", at, doing);
}
