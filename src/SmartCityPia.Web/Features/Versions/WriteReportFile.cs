using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Audit;

namespace SmartCityPia.Web.Features.Versions;

/// <summary>The verb <c>report</c>: writes the report of a frozen version to a file.</summary>
public sealed class WriteReportFile(PiaDbContext db, IOptions<CityOptions> city, TimeProvider clock)
{
    public async Task<int> Handle(string[] args)
    {
        var options = CommandLine.Options(args);
        if (args is not [var reference, ..] || reference.StartsWith('-'))
            return Verbs.Fail("Say which assessment: report PIA-2026-001 --out file.pdf");
        if (!options.TryGetValue("out", out var path) || path.StartsWith("--", StringComparison.Ordinal))
            return Verbs.Fail("Say where to write the report: --out file.pdf");
        int? number = null;
        if (options.TryGetValue("version", out var wanted))
        {
            if (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed == 0)
                return Verbs.Fail($"\"{wanted}\" is no version: give its number, for example --version 1.");
            number = parsed;
        }

        if (await db.Assessments.AsNoTracking().SingleOrDefaultAsync(a => a.Reference == reference) is not { } assessment)
            return Verbs.Fail($"There is no assessment {reference}.");
        if (assessment.Versions == 0)
            return Verbs.Fail($"{reference} has no frozen version yet: submit it first.");
        number ??= assessment.Versions;
        if (await db.AssessmentVersions.AsNoTracking().SingleOrDefaultAsync(v => v.AssessmentId == assessment.Id && v.Number == number) is not { } version)
            return Verbs.Fail(string.Create(CultureInfo.InvariantCulture, $"{reference} has no version {number}: the newest is {assessment.Versions}."));

        var actor = Actor.System("report", clock.GetUtcNow());
        var pdf = FrozenVersion.Pdf(version, city.Value.Name, CultureInfo.GetCultureInfo("en-GB"), actor.At);
        try
        {
            await File.WriteAllBytesAsync(path, pdf);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Verbs.Fail($"The report cannot be written to {path}: {e.Message}");
        }
        var sha256 = await FrozenVersion.HandOut(db, version, pdf, actor.At, CancellationToken.None);
        await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(AssessmentVersion), version.Id, assessment.Id, CancellationToken.None, DownloadVersion.Report, $$"""{"sha256":"{{sha256}}"}""");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reference}, version {number}: {path}"));
        return 0;
    }
}
