using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Submissions;
using Xunit;

namespace SmartCityPia.WebTests.Architecture;

/// <summary>A kind of row that is not in the table is not compared, restored, commented on, frozen or counted.</summary>
public sealed class RowKindsTests
{
    [Fact]
    public void Rows_OfTheDatabase_AreAllInTheTable()
    {
        using var db = new DesignTime().CreateDbContext([]);
        var rows = db.Model.GetEntityTypes().Select(e => e.ClrType).Where(t => t.IsAssignableTo(typeof(IRow))).ToList();
        // Asked for, remarked, noted or filed beside a dossier; no rows of it that people compare.
        var beside = new[] { nameof(EvidenceRequest), nameof(EvidenceVersion), nameof(DescriptionRequest), nameof(DescriptionRemark), nameof(InternalNote), nameof(ConfidentialField) };
        Assert.Equal(RowKinds.All.Select(k => k.Row.Name).Concat(beside).Order(StringComparer.Ordinal), rows.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_OfTheTable_HaveListsOfTheDossier() =>
        Assert.All(RowKinds.All, kind => Assert.NotNull(typeof(Dossier).GetProperty(kind.List)));
}
