using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Sealing;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Trail.Verification;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Dossiers.Versions;

/// <summary>A city with a certificate: documents are sealed once, kept, and recognised.</summary>
public sealed class SealedDocumentTests : IAsyncLifetime
{
    private sealed class SealingCity : PiaApp;

    private readonly string folder = Directory.CreateTempSubdirectory("sealing").FullName;

    private readonly SealingCity app = new();

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(folder, "city.pfx");
        await File.WriteAllBytesAsync(file, CitySeal.MakeOwn("City of Exampleton (test)", TimeProvider.System.GetUtcNow(), "secret"));
        app.Settings["Seal:Certificate"] = file;
        app.Settings["Seal:Password"] = "secret";
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Download_OfASealingCity_IsMadeOnceKeptAndRecognised()
    {
        var assessment = await Build.Full(app);

        var report = await Download(assessment, "report.pdf");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await Download(assessment, "report.pdf");

        Assert.Equal(report, again);
        Assert.Contains("Signature is Valid", PdfSig(report), StringComparison.Ordinal);
        Assert.Equal(FileVerdict.Authentic, (await Verify(report)).Verdict);
        foreach (var i in new[] { 100, report.Length / 2, report.Length - 30_000, report.Length - 20 })
        {
            var changed = report.ToArray();
            changed[i] ^= 1;
            Assert.NotEqual(FileVerdict.Authentic, (await Verify(changed)).Verdict);
        }
        // A seal of somebody else on the genuine document, and the document without its seal.
        var document = report[..PdfSeal.Read(report)!.Length];
        var forged = Path.Combine(folder, "forged.pfx");
        await File.WriteAllBytesAsync(forged, CitySeal.MakeOwn("City of Exampleton (test)", TimeProvider.System.GetUtcNow()));
        using (var other = CitySeal.Read(forged, null))
            Assert.NotEqual(FileVerdict.Authentic, (await Verify(PdfSeal.Write(document, other.Name, "forged", app.Clock.GetUtcNow(), other.Sign))).Verdict);
        Assert.NotEqual(FileVerdict.Authentic, (await Verify(document)).Verdict);
    }

    /// <summary>What was kept is handed out until the decision, or what became of it, is another.</summary>
    [Fact]
    public async Task Download_AfterAConditionIsMet_IsAnotherFile()
    {
        var assessment = await Build.Full(app);
        var before = await Download(assessment, "decision-paper.pdf");
        var condition = await app.Db(db => db.ReviewConditions.AsNoTracking().SingleAsync(c => c.OwnerId == assessment.Id));
        await Build.Add(app, condition.Close(new(Build.Actor(app, TestCity.Reviewer), ReviewRole.Reviewer, false), "Seen on site."));

        var after = await Download(assessment, "decision-paper.pdf");

        Assert.NotEqual(before, after);
        Assert.All(new[] { before, after }, file => Assert.NotNull(PdfSeal.Read(file)));
        Assert.Equal(FileVerdict.Authentic, (await Verify(before)).Verdict);
        Assert.Equal(FileVerdict.Authentic, (await Verify(after)).Verdict);
    }

    [Fact]
    public async Task SealedFiles_ChangedInTheDatabase_AreRefused()
    {
        await Download(await Build.Full(app), "summary.pdf");

        foreach (var sql in new[] { "update sealed_files set kind = kind", "delete from sealed_files", "truncate sealed_files" })
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);
    }

    [Theory]
    [InlineData("nowhere.pfx", null), InlineData(null, "no address")]
    public void Read_WhatCannotBeUsed_StopsTheStartWithASentence(string? certificate, string? stamp)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Seal:Certificate", certificate ?? Path.Combine(folder, "city.pfx")), new("Seal:Password", "secret"), new("Seal:TimeStamp", stamp)]).Build();

        Assert.StartsWith("Seal:", Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => (object)Sealing.Read(settings)).Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> Download(Assessment assessment, string file)
    {
        using var client = await app.SignedIn(TestCity.Reviewer);
        return await client.Http.GetByteArrayAsync(new Uri($"/assessments/{assessment.Reference}/versions/1/{file}", UriKind.Relative));
    }

    private Task<Verification> Verify(byte[] file) => app.With<VerifyFile, Verification>(v => v.Handle(file, Build.Actor(app, TestCity.Auditor), CancellationToken.None));

    private string PdfSig(byte[] file)
    {
        File.WriteAllBytes(Path.Combine(folder, "sealed.pdf"), file);
        using var process = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", "sealed.pdf"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }
}
