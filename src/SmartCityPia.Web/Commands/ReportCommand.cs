using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Reports.Content;
using SmartCityPia.Web.Features.Dossiers.Versions;

namespace SmartCityPia.Web.Commands;

internal sealed class ReportCommand : DatabaseCommand<WriteReportFile>
{
    private readonly Argument<string> reference = new("REFERENCE") { Description = "The assessment, for example PIA-2026-001" };
    private readonly Option<FileInfo> output = new("--out") { HelpName = "FILE.pdf", Required = true, Description = "Where to write the report." };
    private readonly Option<int?> version = new("--version")
    {
        HelpName = "N",
        Description = "The number of the version; the newest unless told.",
        CustomParser = given =>
        {
            if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number;
            given.AddError($"\"{given.Tokens[0].Value}\" is no version: give its number, for example --version 1.");
            return null;
        },
    };

    private readonly Option<string> document = new("--document")
    {
        HelpName = "KIND",
        Description = "report, decision-paper or summary; the report unless told.",
        DefaultValueFactory = _ => "report",
        CustomParser = given =>
        {
            var name = given.Tokens[0].Value;
            if (!FrozenVersion.Documents.ContainsKey(name + ".pdf"))
                given.AddError($"\"{name}\" is no document: report, decision-paper and summary are.");
            return name;
        },
    };

    public ReportCommand(string[] settings)
        : base("report", "Writes the report, decision paper or public summary of a frozen version.", settings)
    {
        Add(reference);
        Add(output);
        Add(version);
        Add(document);
    }

    protected override Task<int> Run(WriteReportFile handler, ParseResult parsed, CancellationToken cancellationToken) =>
        handler.Handle(parsed.GetRequiredValue(reference), parsed.GetValue(version), FrozenVersion.Documents[parsed.GetValue(document) + ".pdf"], parsed.GetRequiredValue(output), cancellationToken);
}

internal sealed class WriteReportFile(PiaDbContext db, MakeDocument make, TimeProvider clock)
{
    public async Task<int> Handle(string reference, int? number, DocumentKind kind, FileInfo target, CancellationToken cancellationToken)
    {
        if (await db.Assessments.AsNoTracking().SingleOrDefaultAsync(a => a.Reference == reference, cancellationToken) is not { } assessment)
            throw new CommandException($"There is no assessment {reference}.");
        if (assessment.Versions == 0)
            throw new CommandException($"{reference} has no frozen version yet: submit it first.");
        number ??= assessment.Versions;
        if (await db.AssessmentVersions.AsNoTracking().SingleOrDefaultAsync(v => v.AssessmentId == assessment.Id && v.Number == number, cancellationToken) is not { } version)
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{reference} has no version {number}: the newest is {assessment.Versions}."));

        var actor = Actor.System("report", clock.GetUtcNow());
        var pdf = await make.Handle(version, kind, CultureInfo.GetCultureInfo("en-GB"), actor.At, cancellationToken)
            ?? throw new CommandException($"{reference} is a description: nobody decides on it, and it has no decision paper.");
        await Files.Write(target, name => File.WriteAllBytesAsync(name, pdf, cancellationToken));
        await FrozenVersion.HandOut(db, version, pdf, kind, actor, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reference}, version {number}: {target}"));
        return 0;
    }
}
