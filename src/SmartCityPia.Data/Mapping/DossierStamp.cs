using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Stamps;

namespace SmartCityPia.Data.Mapping;

/// <summary>Migrations/Initial.Stamps.sql creates the tables and triggers.</summary>
internal sealed class StampsMapping : IEntityTypeConfiguration<DossierStamp>, IEntityTypeConfiguration<SharedStamp>
{
    public void Configure(EntityTypeBuilder<DossierStamp> builder)
    {
        builder.ToTable("dossier_stamps", t => t.ExcludeFromMigrations());
        builder.HasKey(s => s.AssessmentId);
        builder.Property(s => s.Kinds).HasColumnType("jsonb");
    }

    public void Configure(EntityTypeBuilder<SharedStamp> builder)
    {
        builder.ToTable("shared_stamps", t => t.ExcludeFromMigrations());
        builder.HasKey(s => s.Name);
    }
}
