using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Trail.Verification;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Commands;

internal sealed class VerifyCommand : DatabaseCommand<VerifyOnConsole>
{
    private readonly Argument<FileInfo> file = new("FILE") { Description = "A report (PDF) or dossier (JSON), for example PIA-2026-001-v1.pdf" };

    public VerifyCommand(string[] settings)
        : base("verify", "Says whether a report or dossier is an authentic version of this city, and whether a newer one exists. Ends with 0 when it is authentic, 1 when not, 2 when it cannot be read.", settings)
    {
        file.AcceptExistingOnly();
        Add(file);
    }

    protected override Task<int> Run(VerifyOnConsole handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(parsed.GetRequiredValue(file), cancellationToken);
}

internal sealed class VerifyOnConsole(VerifyFile verify, IStringLocalizerFactory localizers, TimeProvider clock)
{
    /// <returns>0 if authentic, otherwise 1.</returns>
    public async Task<int> Handle(FileInfo path, CancellationToken cancellationToken)
    {
        var file = await Files.Read(path, async name =>
        {
            await using var stream = File.OpenRead(name);
            if (stream.Length > VerifyFile.MaxBytes)
                throw new CommandException($"{path} is larger than any report.");
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        });
        var found = await verify.Handle(file, Actor.System("verify", clock.GetUtcNow()), cancellationToken);
        if (found.Verdict == FileVerdict.Unreadable)
            throw new CommandException($"{path} is neither a report (PDF) nor a dossier (JSON).");
        var texts = new Texts(localizers, "Verification");
        Console.WriteLine(texts["Verdict." + found.Verdict]);
        if (found.Version is { } version)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Reference}, version {version.Number}, {version.FrozenAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {version.FrozenBy}"));
        if (found.IsSuperseded)
            Console.WriteLine(texts["Superseded", found.Newest]);
        return found.IsAuthentic ? 0 : 1;
    }
}
