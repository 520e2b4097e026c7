using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Trail;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Commands;

internal sealed class VerifyAuditCommand : DatabaseCommand<VerifyAudit>
{
    private readonly Option<FileInfo> anchor = new("--anchor") { HelpName = "FILE", Description = "An anchor kept from earlier, to check against." };
    private readonly Option<FileInfo?> target = new("--write-anchor") { HelpName = "FILE", Description = "Where to keep a new anchor, when the trail is whole." };

    public VerifyAuditCommand(string[] settings)
        : base("verify-audit", "Checks the whole audit trail and says where it is broken. Ends with 0 when it is whole, 1 when not.", settings)
    {
        anchor.AcceptExistingOnly();
        Add(anchor);
        Add(target);
    }

    protected override Task<int> Run(VerifyAudit handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(parsed.GetValue(anchor), parsed.GetValue(target), cancellationToken);
}

/// <summary>Checks the audit trail.</summary>
internal sealed class VerifyAudit(CheckTrail check, IStringLocalizerFactory localizers)
{
    public async Task<int> Handle(FileInfo? anchorFile, FileInfo? target, CancellationToken cancellationToken)
    {
        var anchor = anchorFile is null ? null
            : TrailAnchor.Read(await Files.Read(anchorFile, f => File.ReadAllTextAsync(f, cancellationToken))) ?? throw new CommandException($"{anchorFile} is no anchor.");
        var result = await check.Handle(anchor, null, cancellationToken);
        if (result.Fault is { } fault)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail is broken{(result.FaultAt is { } at ? $" at event {at}" : "")}: {new Texts(localizers, "Trail")["Fault." + fault]}{(result.Record is { } record ? $" ({record})" : "")}"));
            return 1;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The trail is whole: {result.Events} events{(result.Erased > 0 ? $", {result.Erased} of them without their personal part" : "")}{(anchor is null ? "" : $"; the anchor of event {anchor.Sequence} fits")}."));
        if (target is not null)
        {
            if (result.Head is not { } head)
                throw new CommandException("There is no event yet to make an anchor of.");
            await Files.Write(target, f => File.WriteAllTextAsync(f, head.ToJson(), cancellationToken));
        }
        return 0;
    }
}
