using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Which proxies are believed, from the section <c>Proxy</c>. One on this machine always is.</summary>
public sealed record ProxyOptions : IValidatableObject
{
    /// <summary>Networks such as <c>172.16.0.0/12</c> or single addresses, separated by commas or blanks.</summary>
    public string Networks { get; init; } = "";

    internal IReadOnlyList<IPNetwork> Known => [.. Networks.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).OfType<IPNetwork>()];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var text in Networks.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Where(t => Parse(t) is null))
            yield return new($"Proxy:Networks: {text} is no network such as 172.16.0.0/12.");
    }

    private static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8) : null;
}
