using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

/// <summary>A record of an assessment's review: indexed by the assessment and never deleted with it.</summary>
internal abstract class ReviewRecordMapping<TRecord> : IEntityTypeConfiguration<TRecord> where TRecord : class, IReviewRecord
{
    public virtual void Configure(EntityTypeBuilder<TRecord> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.OwnerId).HasColumnName("assessment_id");
        builder.HasOne<Assessment>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}
