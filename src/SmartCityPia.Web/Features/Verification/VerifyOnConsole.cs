using System.Globalization;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Audit;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Verification;

/// <summary>The verb <c>verify</c>: is this file an authentic version of this city?</summary>
public sealed class VerifyOnConsole(VerifyFile verify, IStringLocalizerFactory localizers, TimeProvider clock)
{
    /// <returns>0 authentic, 1 not, 2 unreadable.</returns>
    public async Task<int> Handle(string[] args)
    {
        if (args is not [var path, ..] || path.StartsWith('-'))
            return Verbs.Fail("Say which file: verify PIA-2026-001-v1.pdf");
        byte[] file;
        try
        {
            await using var stream = File.OpenRead(path);
            if (stream.Length > VerifyFile.MaxBytes)
                return Verbs.Fail($"{path} is larger than any report.");
            file = new byte[stream.Length];
            await stream.ReadExactlyAsync(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Verbs.Fail($"{path} cannot be read: {e.Message}");
        }
        var found = await verify.Handle(file, Actor.System("verify", clock.GetUtcNow()), CancellationToken.None);
        if (found.Verdict == FileVerdict.Unreadable)
            return Verbs.Fail($"{path} is neither a report (PDF) nor a dossier (JSON).");
        var texts = new Texts(localizers, "Verification");
        Console.WriteLine(texts["Verdict." + found.Verdict]);
        if (found.Version is { } version)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Reference}, version {version.Number}, {version.FrozenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {version.FrozenBy}"));
        if (found.IsSuperseded)
            Console.WriteLine(texts["Superseded", found.Newest]);
        return found.IsAuthentic ? 0 : 1;
    }
}
