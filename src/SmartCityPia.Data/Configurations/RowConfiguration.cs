using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Services;

namespace SmartCityPia.Data.Configurations;

/// <summary>A row of a service description: goes with it, is found by it, and notices stale edits.</summary>
internal abstract class DescriptionRowConfiguration<TRow> : IEntityTypeConfiguration<TRow> where TRow : class, IDescriptionRow
{
    public virtual void Configure(EntityTypeBuilder<TRow> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("description_id");
        builder.HasIndex(r => r.OwnerId);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<ServiceDescription>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>A row of an assessment: goes with it, is found by it, and notices stale edits.</summary>
internal abstract class AssessmentRowConfiguration<TRow> : IEntityTypeConfiguration<TRow> where TRow : class, IAssessmentRow
{
    public virtual void Configure(EntityTypeBuilder<TRow> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("assessment_id");
        builder.HasIndex(r => r.OwnerId);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
