using System.Net;
using System.Net.NetworkInformation;

namespace SmartCityPia.Web.Infrastructure;

internal static class FreePorts
{
    private const int Tries = 50;

    /// <summary>The addresses, each with the next free port where its own is in use; a sentence says so.</summary>
    public static string Of(string urls)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToHashSet();
        return string.Join(';', urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url =>
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Port == 0 || !taken.Contains(address.Port))
                return url;
            if (Enumerable.Range(address.Port + 1, Tries).FirstOrDefault(p => p <= IPEndPoint.MaxPort && !taken.Contains(p)) is not (> 0 and var free))
                return url;
            taken.Add(free);
            Console.Error.WriteLine(FormattableString.Invariant($"Port {address.Port} is in use by another program: {free} is used instead."));
            return new UriBuilder(address) { Port = free }.Uri.GetLeftPart(UriPartial.Authority);
        }));
    }
}
