using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

/// <summary>Maps the kinds of rows that need nothing beyond what all rows have, and so have no mapping of their own.</summary>
internal sealed class PlainRows(ModelBuilder builder) : IRowKindUse<ModelBuilder>
{
    /// <summary>To be called after all mappings. The table of a kind that nobody asks for by name is called like its list.</summary>
    public static void Apply(ModelBuilder builder)
    {
        foreach (var kind in RowKinds.All.Where(k => builder.Model.FindEntityType(k.Row)?.FindProperty(nameof(IRow.Version))?.IsConcurrencyToken is not true))
            kind.Use(new PlainRows(builder));
    }

    public ModelBuilder With<TRow, TDetails>(RowKind<TRow, TDetails> kind)
        where TRow : class, TDetails, IRow
        where TDetails : class, new()
    {
        if (builder.Model.FindEntityType(kind.Row) is null)
            builder.Entity<TRow>().ToTable(kind.List.ToLowerInvariant());
        return builder.ApplyConfiguration(kind.IsDescription ? new DescriptionRowMapping<TRow>() : (IEntityTypeConfiguration<TRow>)new AssessmentRowMapping<TRow>());
    }
}
