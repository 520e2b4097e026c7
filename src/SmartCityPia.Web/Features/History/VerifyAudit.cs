using System.Globalization;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Trail;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.History;

/// <summary>The verb <c>verify-audit</c>: is the trail what was written?</summary>
public sealed class VerifyAudit(CheckTrail check, IStringLocalizerFactory localizers)
{
    public async Task<int> Handle(string[] args)
    {
        var options = CommandLine.Options(args);
        TrailAnchor? anchor = null;
        // A script whose variable is empty must not hear "whole" for a check that was none.
        if (Array.Find(args, a => a.Split('=')[0] is "--anchor" or "--write-anchor" && !options.ContainsKey(a[2..])) is { } missing)
            return Verbs.Fail($"Say which file: {missing.Split('=')[0]} FILE");
        try
        {
            if (options.TryGetValue("anchor", out var file) && (anchor = TrailAnchor.Read(await File.ReadAllTextAsync(file))) is null)
                return Verbs.Fail($"{file} is no anchor.");
            var result = await check.Handle(anchor, null, CancellationToken.None);
            if (result.Fault is { } fault)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail is broken at event {result.FaultAt}: {new Texts(localizers, "History")["Fault." + fault]}"));
                return 1;
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail is whole: {result.Events} events{(result.Erased > 0 ? $", {result.Erased} of them without their personal part" : "")}{(anchor is null ? "" : $"; the anchor of event {anchor.Sequence} fits")}."));
            if (options.TryGetValue("write-anchor", out var target))
            {
                if (result.Head is not { } head)
                    return Verbs.Fail("There is no event yet to make an anchor of.");
                await File.WriteAllTextAsync(target, head.ToJson());
            }
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Verbs.Fail(e.Message);
        }
    }
}
